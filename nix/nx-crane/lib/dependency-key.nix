# What a stub calls a package in its manifest: no two packages of a lock share a name and a version.
package:
"${package.name}-${
  builtins.replaceStrings
    [
      "."
      "+"
    ]
    [
      "-"
      "_"
    ]
    package.version
}"
