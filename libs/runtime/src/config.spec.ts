import { expect, it } from '@jest/globals';
import { baseConfig, readConfig } from './config.js';
import { linkSecretSetting } from './link-signer.js';

const schema = baseConfig.extend({ DEMARC_LINK_SECRET: linkSecretSetting });

it('lists every mistake with what was found, but repeats no secret', () => {
  const env = {
    DATABASE_URL: 'mysql://demarc:pass/word@x',
    NATS_URL: 'nats://x',
    DEMARC_LINK_SECRET: 'hunter2',
    LOG_LEVEL: '',
  };
  const read = () => readConfig(schema, env);
  expect(read).toThrow('DATABASE_URL: must be a postgres:// URL (it is "mysql://***@x")');
  expect(read).toThrow('DEMARC_LINK_SECRET: must be at least 32 characters');
  expect(messageOf(read)).not.toMatch(/hunter2|pass|word/);
});

function messageOf(read: () => unknown): string {
  try {
    read();
    return '';
  } catch (error) {
    return String(error);
  }
}
