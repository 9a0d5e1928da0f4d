# Stands for what stdenv's `setup` does in a shell: `bin` of each input is on PATH.
PATH=$initialPath
for input in $nativeBuildInputs; do
  if [ -d "$input/bin" ]; then PATH="$input/bin:$PATH"; fi
done
export PATH
