# A list with the first of each of its items; derivations with one output path are the same.
builtins.foldl' (kept: each: if builtins.elem each kept then kept else kept ++ [ each ]) [ ]
