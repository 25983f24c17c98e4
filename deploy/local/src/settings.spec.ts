import { describe, expect, it } from '@jest/globals';

import { SETTINGS, settingsAsMarkdown } from './setting-table.js';
import { readSettings, SettingsError } from './settings.js';

const mistakes = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readSettings(env, '/project');
    return [];
  } catch (error) {
    return (error as SettingsError).mistakes;
  }
};

describe('the settings of the local stack', () => {
  it('are complete without a single variable, and empty ones count as not set', () => {
    const settings = readSettings({ DATABASE_URL: '', DEMARC_API_PORT: ' ' }, '/project');
    expect(settings).toMatchObject({
      dataDir: '/project/.demarc/data',
      databaseUrl: null,
      natsUrl: null,
      bind: '127.0.0.1',
    });
    expect(settings.ports).toEqual({
      api: 4780,
      router: 4781,
      notifier: 4782,
      postgres: 4785,
      nats: 4786,
      natsMonitor: 4787,
      mail: 4788,
      receiver: 4789,
      signIn: 4784,
    });
  });

  it('take a data folder anywhere', () => {
    expect(readSettings({ DEMARC_DATA_DIR: '/srv/demarc' }, '/project').dataDir).toBe('/srv/demarc');
  });

  it('report all mistakes together, each with what to change', () => {
    const env = {
      DEMARC_API_PORT: '70000',
      DEMARC_MAIL_PORT: 'smtp',
      DATABASE_URL: 'mysql://somewhere/else',
      NATS_URL: 'localhost:4222',
      LOG_LEVEL: 'chatty',
      DEMARC_BIND: 'not an address',
    };
    expect(mistakes(env)).toEqual([
      expect.stringMatching(/^DATABASE_URL .*postgres:\/\//),
      expect.stringMatching(/^NATS_URL .*nats:\/\//),
      expect.stringMatching(/^DEMARC_BIND .*127\.0\.0\.1/),
      'DEMARC_API_PORT is "70000": set it to a port number from 1 to 65535',
      'DEMARC_MAIL_PORT is "smtp": set it to a port number from 1 to 65535',
      'LOG_LEVEL is "chatty": set it to one of trace, debug, info, warn, error, silent',
    ]);
  });

  it('do not repeat the password of a mistaken database URL', () => {
    expect(mistakes({ DATABASE_URL: 'mysql://me:hunter2@host/db' }).join()).not.toContain('hunter2');
  });

  it("keep the demonstration's people out of production, and leave them out beside a provider of one's own", () => {
    expect(mistakes({ NODE_ENV: 'production', DEMARC_BIND: '0.0.0.0' })).toEqual([
      expect.stringMatching(/^NODE_ENV .*DEMARC_OIDC_ISSUER/),
      expect.stringMatching(/^DEMARC_BIND .*DEMARC_OIDC_ISSUER/),
    ]);
    const own = { DEMARC_OIDC_ISSUER: 'https://login.example.com', NODE_ENV: 'production', DEMARC_BIND: '0.0.0.0' };
    expect(mistakes(own)).toEqual([expect.stringMatching(/DEMARC_ROLE_MAPPING is not/)]);
    expect(readSettings({ ...own, DEMARC_ROLE_MAPPING: '/etc/roles.yaml' }, '/project').issuer).toBe(
      own.DEMARC_OIDC_ISSUER,
    );
  });

  it('refuse one port for two doors', () => {
    expect(mistakes({ DEMARC_ROUTER_PORT: '4780' })).toEqual([
      'DEMARC_API_PORT and DEMARC_ROUTER_PORT are both 4780: give each a port of its own',
    ]);
  });

  it('are all in the table for the README', () => {
    expect(settingsAsMarkdown().split('\n')).toHaveLength(SETTINGS.length + 2);
  });
});
