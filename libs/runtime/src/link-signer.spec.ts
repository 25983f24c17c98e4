import { describe, expect, it } from '@jest/globals';
import { LINK_COMMANDS } from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import { LinkSigner, newLinkSecret } from './link-signer.js';

const link = {
  noticeId: '0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e',
  contactId: '0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1f',
  command: 'refuse',
  expiresAt: instantOf(Date.UTC(2026, 10, 29, 10, 0, 7)),
} as const;
const signer = new LinkSigner(newLinkSecret());

describe('a token', () => {
  it.each(LINK_COMMANDS)('says what was signed: %s', (command) => {
    expect(signer.read(signer.sign({ ...link, command }))).toEqual({ ...link, command });
  });

  it('fits an address, and the limit that Fastify has for one part of it', () => {
    expect(signer.sign(link)).toMatch(/^[\w-]{1,100}$/);
  });

  it('is worthless when any of it was changed', () => {
    const bytes = Buffer.from(signer.sign(link), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(signer.read(changed.toString('base64url'))).toBeNull();
    }
  });

  it('is worthless to who has another secret, cut off, or made up', () => {
    const token = signer.sign(link);
    expect(new LinkSigner(newLinkSecret()).read(token)).toBeNull();
    for (const other of ['', token.slice(0, -1), `${token}A`, 'A'.repeat(92), '../../etc/passwd'])
      expect(signer.read(other)).toBeNull();
  });
});
