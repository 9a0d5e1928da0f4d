# The components to have beside those of the profile that was asked for: what checks run, also where the profile is
# `minimal`. No other profile is without them, unless a nightly was made without.
request:
request.components
++ (
  if request.profile == "minimal" then
    [
      "clippy"
      "rustfmt"
    ]
  else
    [ ]
)
