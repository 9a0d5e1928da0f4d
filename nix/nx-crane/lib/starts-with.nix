# Whether `text` starts with `prefix`.
prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix
