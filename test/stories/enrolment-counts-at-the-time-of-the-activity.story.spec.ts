import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { LATE_DEVICE, OTHER_DEVICE, addCustomer, putCsv } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

const alertAt = async (title: string, at: string, device: object = LATE_DEVICE) => {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(device, { title, at }));
  return incidentTitled(stack, title);
};

it('a device enrolled after the activity does not change whose it was', async () => {
  expect((await alertAt('Before it was enrolled', '2022-05-31T23:59:59.9999999Z')).queue).toBe('customer/security');
  expect((await alertAt('Since it is enrolled', '2022-06-01T00:00:00Z')).queue).toBe('microsoft/security-operations');
});

it('a running router follows the directory: a new enrolment decides the next alert', async () => {
  const enrol = `entra_device_id,enrolled_from\n${OTHER_DEVICE.entraId},2022-01-01\n`;
  const answer = await putCsv(stack, '/v1/tenants/contoso/directory/devices', enrol);
  expect(answer).toMatchObject({ status: 200, body: { changed: 1 } });
  let n = 0;
  await eventually(
    'an alert of the newly enrolled device to be the SOC’s',
    async () => {
      n += 1;
      return (
        (await alertAt(`After the import ${n}`, '2022-03-01T00:00:00Z', OTHER_DEVICE)).queue ===
        'microsoft/security-operations'
      );
    },
    2_000,
  );
});
