# What crane is put together with. There is one platform, so every splice is the same set.
{ lib }:
final: {
  newScope = extra: lib.callPackageWith (final // extra);
  callPackage = final.newScope { };
  splicePackages = { pkgsHostTarget ? { }, ... }: pkgsHostTarget;
  makeScopeWithSplicing' = lib.makeScopeWithSplicing' { inherit (final) splicePackages newScope; };
  buildPackages = final;
  pkgsBuildBuild = final;
  pkgsBuildHost = final;
  pkgsBuildTarget = final;
  pkgsHostHost = final;
  pkgsHostTarget = final;
  pkgsTargetTarget = final;
}
