import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { decodeMessage } from './decode.js';
import { RECEIVED_AT } from './fixtures/fixture.js';
import { FORMATS } from './registry.js';

/**
 * Events that other people published, which this repository does not carry. Where they lie beside it, every one must
 * be read or refused with a reason; elsewhere this spec says that it looked at nothing.
 */
const SAMPLES = fileURLToPath(new URL('../../../../../shared/samples', import.meta.url));
const samples = existsSync(SAMPLES) ? globSync(`${SAMPLES}/*/*.*`).sort() : [];
const tenants = new Map([['contoso', { name: 'contoso', entraTenantId: null }]]);

/** In which format a folder's samples are, and those of them that must be refused. */
const READABLE: Readonly<Record<string, { format: string; refused: readonly string[] }>> = {
  'graph-alert-v2': { format: 'graph-alert', refused: [] },
  'mde-alert': { format: 'mde-alert', refused: [] },
  alertmanager: { format: 'alertmanager', refused: ['01-prometheus-v3-alert.json'] },
};

const decodeAs = (sample: string, kind: string, format?: string) =>
  decodeMessage(
    {
      subject: format ? `events.contoso.${kind}.${format}` : `events.contoso.${kind}`,
      headers: {},
      body: readFileSync(sample),
      receivedAt: RECEIVED_AT,
    },
    tenants,
  );

if (samples.length === 0) {
  console.warn(`NOT CHECKED: no published samples lie at ${SAMPLES}`);
  test.todo('published samples: none are here');
} else {
  const readable = samples.filter((sample) => basename(dirname(sample)) in READABLE);

  test.each(readable.map((sample) => [basename(dirname(sample)), basename(sample), sample]))(
    '%s/%s is read',
    (folder, name, sample) => {
      const { format, refused } = READABLE[folder] ?? { format: '', refused: [] };
      const kind = FORMATS.find((candidate) => candidate.name === format)?.kinds[0] ?? '';
      const decoded = decodeAs(sample, kind, format);
      expect(decoded).toMatchObject(refused.includes(name) ? { ok: false, field: 'version' } : { ok: true, format });
    },
  );

  test('every other sample is read or refused with a reason, in every format and as a CloudEvent', () => {
    for (const sample of samples) {
      for (const format of [...FORMATS, null]) {
        const decoded = decodeAs(sample, format?.kinds[0] ?? 'operational', format?.name);
        if (decoded.ok) expect(decoded.events.length).toBeGreaterThan(0);
        else
          expect(decoded).toMatchObject({
            reason: expect.not.stringMatching('processing-failed'),
            detail: expect.stringMatching(/./),
          });
      }
    }
  });
}
