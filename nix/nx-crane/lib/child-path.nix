# The path of `name` below the directory `dir`; `""` is the repository.
dir: name: if dir == "" then name else "${dir}/${name}"
