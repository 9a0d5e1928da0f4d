# The table of contents: what each file is, in reading order. A file is a function of what it takes from here, by name.
# flake-inputs.nix is missing: it reads flake.lock before there are any inputs.
{
  # nixpkgs' library.
  lib,
  # The inputs of the flake, the repository, and the options of ../default.nix.
  inputs,
  root,
  options,
  # What ../crates.nix and ../features.nix say.
  data,
  # Paths that are taken for absent, relative to the repository.
  ignored,
}@given:
let
  # Like nixpkgs' `callPackage`, which also adds `override` to every set and makes functions slower to call.
  callIn =
    scope: file:
    let
      value = import file;
    in
    value (builtins.intersectAttrs (builtins.functionArgs value) scope);

  # What there is for one system.
  scopeOf =
    system:
    let
      call = callIn scope;
      scope = repository // {
        outputs = call ./system-outputs.nix; # what the flake gives
        tasks = call ./tasks.nix; # what Nx builds
        checks = call ./checks.nix; # what `nix flake check` runs
        apps = call ./apps.nix; # what `nix run` starts
        allCrates = call ./all-crates.nix; # all builds in one directory

        # What is made of a crate
        crateDerivations = call ./crate-derivations.nix; # its build
        crateTest = call ./crate-test.nix; # its tests
        crateLint = call ./crate-lint.nix; # clippy
        crateFormat = call ./crate-format.nix; # rustfmt
        craneArguments = call ./crane-arguments.nix; # what all of these have in common
        missingFileHint = call ./missing-file-hint.nix; # the hint when a build reads a file that it lacks

        # What it is made from
        crateParts = call ./crate-parts.nix; # part of the workspace, sources, packages from elsewhere
        workspaceSource = call ./workspace-source.nix; # the directory that Cargo takes for the workspace
        workspacePart = call ./workspace-part.nix; # manifests and lock of what a crate needs
        selectedMembers = call ./selected-members.nix; # for which members Cargo is called
        vendoredPackages = call ./vendored-packages.nix; # the sources of packages from elsewhere
        cargoRegistries = call ./cargo-registries.nix; # where those are that are not on crates.io
        layerDerivations = call ./layer-derivations.nix; # what is compiled of packages from elsewhere
        packageLayers = call ./package-layers.nix; # which of them are compiled together

        # What a person adds
        overrides = call ./read-overrides.nix; # the overrides file, checked
        completeArguments = call ./complete-arguments.nix; # arguments of crane with all that is added
        crateSettings = call ./crate-settings.nix; # the settings of a crate
        mergeEnvironments = call ./merge-environments.nix; # variables of the crates that it uses
        nativeInputs = call ./native-inputs.nix; # what crates from elsewhere need beside Cargo
        linkers = call ./linkers.nix; # programs that Cargo's configuration links with

        # WebAssembly
        wasmPackages = call ./wasm/packages.nix; # all that follows, for each wasm crate
        wasmModule = call ./wasm/module.nix; # what Cargo makes
        wasmPackage = call ./wasm/package.nix; # … with glue, optimised
        npmPackage = call ./wasm/npm-package.nix; # … within the package that people install
        bindgenCli = call ./wasm/bindgen-cli.nix; # the program that writes the glue

        # The workspace
        workspaceChecks = call ./workspace-checks.nix; # cargo-audit and cargo-deny
        manifestsSource = call ./manifests-source.nix; # what they look at
        devShell = call ./dev-shell.nix; # `nix develop`
        shellSettings = call ./shell-settings.nix; # what is in it beside the toolchain

        # The compiler
        inherit (call ./toolchain/choose.nix) craneLib wasmLinkers; # crane with the one that is chosen
        checkNixpkgs = call ./toolchain/check-nixpkgs.nix; # that of nixpkgs, where it is new enough
        rustOverlay = call ./toolchain/rust-overlay.nix; # that of rust-overlay
        fenix = call ./toolchain/fenix.nix; # that of fenix
        pkgs = import inputs.nixpkgs {
          inherit system;
          inherit (repository) overlays;
        };
        # As nixpkgs spells it.
        inherit (scope.pkgs.stdenv.hostPlatform) system;
      };
    in
    scope;

  # What is alike for all systems.
  repository =
    let
      call = callIn repository;
    in
    given
    // {
      # The compiler
      provider = call ./toolchain/provider.nix; # who provides it
      overlays = call ./toolchain/overlays.nix; # … and its overlays of nixpkgs
      request = call ./toolchain/request.nix; # what the toolchain file asks for
      components = call ./toolchain/components.nix; # … with what checks run
      checkCrate = call ./toolchain/check-crate.nix; # refuses a crate that asks for another
      missingInput = import ./toolchain/missing-input.nix; # the error where flake.nix lacks its input
      targets = lib.optional (builtins.any (crate: crate ? wasm) (
        builtins.attrValues data.crates
      )) "wasm32-unknown-unknown";

      # What the repository says
      inherit (data) crates;
      # how files are read
      inherit (call ./repository-files.nix) isIgnored isThere readToml repositoryFile;
      # root manifests, locks and configuration, by workspace
      inherit (call ./cargo-workspaces.nix)
        rootManifests
        locks
        configs
        lockedWorkspaces
        lockedCrates
        lockedPackages
        seenFrom
        ;
      # manifests, by crate
      inherit (call ./crate-manifests.nix)
        manifests
        buildManifests
        buildManifestFiles
        inheritedParts
        namesIn
        packageNames
        hasLibrary
        hasTarget
        ;
      # what crates need of locks
      inherit (call ./locked-crates.nix) keyOf lockedClosures testedClosure rootsOf lockedIndices;
      crateClosure = call ./crate-closure.nix; # the crates that crates need
      compiledClosure = repository.crateClosure [
        "normal"
        "build"
      ];
      onHost = call ./host-crates.nix; # the crates that are compiled for the machine that builds
      compiledOn = call ./compiled-packages.nix; # with which features Cargo compiles packages
      requestsOn = builtins.mapAttrs (
        system: builtins.mapAttrs (workspace: _: repository.featureRequests system workspace)
      ) repository.compiledOn;
      featureRequests = call ./feature-requests.nix; # … as lines of a manifest
      bindgenVersion = import ./wasm/bindgen-version.nix; # the wasm-bindgen that a crate uses

      # Files of crates
      crateFiles = call ./crate-files.nix; # the files of one
      buildFiles = builtins.mapAttrs (_: repository.crateFiles "built") data.crates;
      toolSettings = call ./tool-settings.nix; # settings of tools that hold for a crate

      # What takes the place of manifests and locks
      buildManifest = call ./build-manifest.nix; # a manifest without what only tests need
      addAbsentTarget = import ./add-absent-target.nix; # … of a crate that has nothing else
      rootManifest = call ./root-manifest.nix; # a root manifest for the members that remain
      inheritedPartsOf = call ./inherited-parts.nix; # what a member takes from it
      usedPatches = call ./used-patches.nix; # the patches that remain
      prunedWorkspaceFiles = call ./pruned-workspace-files.nix; # lock, configuration and added members
      cargoConfigs = call ./cargo-configs.nix; # Cargo's configuration, as far as it reaches compilation
      configFiles = call ./config-files.nix; # … as files
      lockedClosure = call ./locked-closure.nix; # what of a lock is needed
      printLock = call ./print-lock.nix; # a lock as text
      printLockedPackage = import ./print-locked-package.nix; # … one package of it

      # Members that are added to have something compiled
      dependenciesStub = call ./dependencies-stub.nix; # packages from elsewhere
      featuresStub = call ./features-stub.nix; # the features that the whole workspace asks for
      inherit (call ./crate-stubs.nix) hostStub userStub; # a crate, for those who use it
      stubMember = call ./stub-member.nix; # what these have in common
      dependencySpecification = import ./dependency-specification.nix; # how they ask for a package
      dependencyKey = import ./dependency-key.nix; # … and what they call it

      # Cargo's words
      dependencyKinds = import ./dependency-kinds.nix; # the tables of dependencies
      manifestDependencies = import ./manifest-dependencies.nix; # what stands in them
      packageNamesOf = call ./package-names.nix; # … by the names that a lock has
      featureNames = call ./feature-names.nix; # the features that a crate has

      # Tables and texts
      nativeDependencies = import ./native-dependencies.nix; # what known crates need beside Cargo
      overrideOptions = import ./override-options.nix; # what the overrides file may say
      checkOptions = import ./check-options.nix; # whether it does
      cargoHooks = import ./cargo-hooks.nix; # scripts beside crane's
      joinArguments = import ./join-arguments.nix; # arguments of crane with more of them
      printToml = import ./print-toml.nix; # a manifest as text
      storeName = import ./store-name.nix; # a name that the store takes
      placeInOutput = call ./place-in-output.nix; # a path in the output of a derivation
      putFile = call ./put-file.nix; # … and how a file gets there
      # paths of the repository
      inherit (call ./paths.nix) childPath normalPath directoriesTo relativePath resolvePath;
    };
in
system: (scopeOf system).outputs
