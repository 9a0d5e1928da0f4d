# The manifest of a crate that has tests, examples or benches only, without these: there is nothing to build, and Cargo wants
# a target all the same. This one is never compiled, since the feature that it requires is off, so its file need not be there.
manifest:
manifest
// {
  bin = [
    {
      name = "nx-crane-absent";
      path = "absent.rs";
      required-features = [ "nx-crane-never" ];
    }
  ];
  features = manifest.features or { } // {
    nx-crane-never = [ ];
  };
}
