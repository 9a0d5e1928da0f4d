/** For tests: what the fixtures whose names begin with `lock-` find on crates.io. */
export const VENDORED_CRATES: Readonly<Record<string, string>> = {
  'ext-runtime 1.4.0': `[features]
default = ["std"]
std = []
rt = []
time = ["dep:ext-clock"]
signals = ["dep:ext-signals", "ext-clock?/signals"]
net = ["ext-net", "ext-macros?/net"]
full = ["rt", "time", "net", "macros"]
macros = ["ext-macros"]

[dependencies]
ext-clock = { version = "1", optional = true, default-features = false }
ext-net = { version = "1", optional = true, features = ["tls"] }
ext-macros = { version = "1", optional = true }
ext-signals = { version = "1", optional = true }
ext-random = { version = ">=1, <3", default-features = false }

[target.'cfg(windows)'.dependencies]
ext-windows = { version = "1", features = ["io"] }

[dev-dependencies]
ext-never = "1"
`,
  'ext-clock 1.0.0': `[features]
default = ["zones"]
zones = ["dep:ext-zones"]
signals = ["dep:ext-signals"]

[dependencies]
ext-zones = { version = "1", optional = true }
ext-signals = { version = "1", optional = true }
`,
  'ext-zones 1.0.0': '',
  'ext-net 1.0.0':
    '[features]\ntls = ["dep:ext-tls"]\n[dependencies]\next-tls = { version = "1", optional = true }\n',
  'ext-tls 1.0.0': '[features]\nnet = []\n[build-dependencies]\next-build = "1"\n',
  'ext-build 1.0.0': '',
  'ext-macros 1.0.0': '[features]\nnet = []\n[lib]\nproc-macro = true\n',
  'ext-signals 1.0.0': '',
  'ext-windows 1.0.0': '[features]\nio = []\n',
  'ext-random 1.9.0':
    '[features]\ndefault = ["seed"]\nseed = ["dep:ext-seed"]\n[dependencies]\next-seed = { version = "1", optional = true }\n',
  'ext-random 2.1.0':
    '[features]\ndefault = ["seed"]\nseed = ["dep:ext-seed"]\n[dependencies]\next-seed = { version = "1", optional = true }\n',
  'ext-seed 1.0.0': '',
}
