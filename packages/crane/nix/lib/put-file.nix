# The commands that put `file` at `path` in the output of a derivation.
{ placeInOutput }:
path: file: ''
  mkdir -p ${placeInOutput (dirOf path)}
  cp --no-preserve=mode,ownership ${file} ${placeInOutput path}
''
