import { expect, test } from 'vitest'
import { nixSettings } from './nix-settings'

test.each([
  [{}, ['/etc/nix/nix.conf', '/etc/xdg/nix/nix.conf']],
  [{ HOME: '/h' }, ['/h/.config/nix/nix.conf', '/h/.config/git/ignore']],
  [{ HOME: '/h', XDG_CONFIG_HOME: '/c' }, ['/c/nix/nix.conf', '/c/git/ignore']],
  [{ XDG_CONFIG_DIRS: '/a:/b:relative' }, ['/a/nix/nix.conf', '/b/nix/nix.conf']],
  [{ NIX_CONF_DIR: '/n', NIX_USER_CONF_FILES: '/u/one.conf:/u/two.conf' }, ['/n/nix.conf', '/u/two.conf']],
])('with %j settings are read from %j', (env, files) => {
  const settings = nixSettings(env)
  expect(settings.files).toEqual(expect.arrayContaining(files))
  for (const file of files) expect(settings.text).toContain(JSON.stringify(file))
})
