# Stands for nixpkgs' stdenv: phases, hooks and setup hooks as its manual describes them.
set -eo pipefail
shopt -s nullglob

export PATH=$initialPath
export HOME=/homeless-shelter TZ=UTC LC_ALL=C SOURCE_DATE_EPOCH=1
export NIX_BUILD_CORES=${NIX_BUILD_CORES:-1}

# Contract: first the function or variable of the hook's own name, then what setup hooks have added to its array.
runHook() {
  local name=$1 hook
  local -n added="${name%Hook}Hooks"
  callHook "$name"
  for hook in "${added[@]}"; do callHook "$hook"; done
}
callHook() {
  if declare -F "$1" > /dev/null; then "$1"; elif [[ $1 =~ ^[A-Za-z_][A-Za-z_0-9]*$ ]]; then eval "${!1:-}"; else eval "$1"; fi
}
for phase in Unpack Patch Configure Build Check Install Fixup; do
  declare -ga "pre${phase}Hooks=()" "post${phase}Hooks=()"
done

# Contract: a build that fails runs `failureHook` last, with its exit code kept.
failed() {
  local code=$?
  trap - EXIT
  if [ "$code" != 0 ]; then callHook failureHook || true; fi
  exit "$code"
}
trap failed EXIT

# Contract: `bin` of each input is on PATH, and its setup hook is sourced once.
for input in $nativeBuildInputs $buildInputs ${depsBuildBuild:-}; do
  if [ -d "$input/bin" ]; then PATH="$input/bin:$PATH"; fi
  if [ -f "$input/nix-support/setup-hook" ]; then source "$input/nix-support/setup-hook"; fi
done

# Contract: a directory is copied under its name without the hash, with its times; `sourceRoot` is that directory unless
# it is set.
unpackPhase() {
  runHook preUnpack
  local name=${src##*/}
  name=${name#*-}
  cp -r --preserve=timestamps,mode "$src" "$name"
  chmod -R u+w "$name"
  : "${sourceRoot:=$name}"
  runHook postUnpack
}
patchPhase() { runHook prePatch; runHook postPatch; }
configurePhase() { runHook preConfigure; runHook postConfigure; }
buildPhase() { runHook preBuild; runHook postBuild; }
checkPhase() { runHook preCheck; runHook postCheck; }
installPhase() { runHook preInstall; runHook postInstall; }

runPhase() {
  if [ -n "${!1:-}" ]; then eval "${!1}"; else "$1"; fi
  if [ "$1" = unpackPhase ]; then cd "$sourceRoot"; fi
}

if [ -n "${buildCommandPath:-}" ]; then
  source "$buildCommandPath"
elif [ -n "${buildCommand:-}" ]; then
  eval "$buildCommand"
else
  phases=(unpackPhase patchPhase)
  [ -n "${dontConfigure:-}" ] || phases+=(configurePhase)
  [ -n "${dontBuild:-}" ] || phases+=(buildPhase)
  [ -z "${doCheck:-}" ] || phases+=(checkPhase)
  phases+=(${preInstallPhases:-} installPhase)
  for phase in "${phases[@]}"; do runPhase "$phase"; done
fi
