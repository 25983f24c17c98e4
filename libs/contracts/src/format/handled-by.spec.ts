import { describe, expect, test } from '@jest/globals';
import { eventsOf, fixture } from './fixtures/fixture.js';

const SUBJECT = 'events.contoso.security.graph-alert';
const handled = (changes: Record<string, unknown>) =>
  eventsOf(SUBJECT, { ...fixture('graph-alert'), investigationState: null, ...changes })[0]!;
const comment = (text: string, createdByDisplayName: string, createdDateTime = '2022-10-18T09:50:00Z') => ({
  comment: text,
  createdByDisplayName,
  createdDateTime,
});

describe('automation has handled an alert', () => {
  test.each([
    [
      { status: 'resolved', investigationState: 'successfullyRemediated' },
      'investigationState: successfullyremediated',
    ],
    [{ status: 'Resolved', investigationState: 'Benign' }, 'investigationState: benign'],
    [{ status: 'resolved', assignedTo: 'Automation' }, 'assignedTo: "Automation"'],
    [
      { status: 'resolved', assignedTo: 'API-Automated Investigation and Response' },
      'assignedTo: "API-Automated Investigation and Response"',
    ],
  ])('with %j', (changes, from) => {
    expect(handled(changes)).toMatchObject({ handledBy: 'automation', handledByFrom: from });
  });

  test.each([
    [{ status: 'new', investigationState: 'successfullyRemediated' }],
    [{ status: 'inProgress', assignedTo: 'Automation', investigationState: 'queued' }],
    [{ status: 'new', assignedTo: 'Automation', resolvedDateTime: '2022-10-18T09:45:00Z' }],
    [{ status: 'resolved', assignedTo: 'Automation', investigationState: 'pendingApproval' }],
    [{ status: 'resolved', assignedTo: 'Automation', investigationState: 'failed' }],
    [{ status: 'resolved', assignedTo: 'Automation', investigationState: 'partiallyRemediated' }],
    [{ status: 'resolved', assignedTo: 'analyst@contoso.com' }],
  ])('and nobody has with %j', (changes) => {
    expect(handled(changes).handledBy).toBe('nobody');
  });

  test.each(['pendingApproval', 'declined', 'unremediated', 'Running', 'partiallyRemediated'])(
    'and nobody has while a piece of evidence is %s',
    (remediationStatus) => {
      const evidence = [{ '@odata.type': 'deviceEvidence', mdeDeviceId: 'd1' }, { remediationStatus }];
      expect(handled({ status: 'resolved', investigationState: 'successfullyRemediated', evidence })).toMatchObject({
        handledBy: 'nobody',
        handledByFrom: `evidence[1].remediationStatus: ${remediationStatus.toLowerCase()}: automation has not finished`,
      });
    },
  );
});

describe('a third party has handled an alert', () => {
  test.each([
    [{ status: 'new', assignedTo: 'csoc@contoso.com' }, 'assignedTo: "csoc@contoso.com" is a cyber security'],
    [{ status: 'inProgress', assignedTo: 'Contoso Cyber Security Operations Center' }, 'assignedTo: '],
    [{ status: 'resolved', assignedTo: 'API-Cortex XSOAR' }, 'is a third-party application'],
    [{ status: 'inProgress', assignedTo: 'API-Contoso Ticket Sync' }, 'is an application that is not of Microsoft'],
    [{ status: 'resolved', assignedTo: 'soc-bot@contoso.com' }, 'is a bot'],
    [{ status: 'resolved', productName: 'CrowdStrike Falcon' }, 'provider: "CrowdStrike Falcon"'],
    [{ status: 'resolved', comments: [comment('Closed after check', 'API-Tines')] }, 'comments: "Closed after check"'],
    [{ status: 'resolved', comments: [comment('Handled by the CSOC', 'M. Ruiz')] }, 'by "M. Ruiz"'],
    [
      {
        status: 'resolved',
        comments: [comment('Seen', 'M. Ruiz'), comment('Closed', 'API-Tines', '2022-10-18T10:00:00Z')],
      },
      'comments: "Closed"',
    ],
  ])('with %j', (changes, from) => {
    const event = handled(changes);
    expect(event).toMatchObject({ handledBy: 'third-party', handledByFrom: expect.stringContaining(from) });
  });

  test('goes before automation: it is not for the SOC, whatever else was done', () => {
    const changes = { status: 'resolved', investigationState: 'successfullyRemediated', assignedTo: 'CSOC' };
    expect(handled(changes).handledBy).toBe('third-party');
  });

  test.each([
    ['a person whose name is Bot', { status: 'inProgress', assignedTo: 'j.bot@contoso.com' }],
    ['a person whose name ends so', { status: 'inProgress', assignedTo: 'Talbot' }],
    ["Microsoft's own application", { status: 'resolved', assignedTo: 'API-Modern Workplace SOC' }],
    ['the SOC', { status: 'inProgress', assignedTo: 'SOC analyst' }],
    [
      'a tool that wrote what it saw',
      { status: 'resolved', comments: [comment('Ticket 17 opened', 'API-ServiceNow')] },
    ],
    [
      'a tool, before a person took it on',
      { status: 'inProgress', assignedTo: 'soc@x.example', comments: [comment('closed', 'API-Tines')] },
    ],
    [
      'an older comment than the last',
      {
        status: 'resolved',
        comments: [
          comment('Reopened and resolved by me', 'M. Ruiz', '2022-10-18T10:00:00Z'),
          comment('Resolved', 'API-Tines'),
        ],
      },
    ],
  ])('not with %s', (_, changes) => {
    expect(handled(changes).handledBy).toBe('nobody');
  });

  test.each([
    [{ assignedTo: 'API-Cortex XSOAR' }],
    [{ assignedTo: 'CSOC', resolvedDateTime: '2022-10-18T09:45:00Z' }],
    [{ comments: [comment('Resolved', 'API-Tines')] }],
  ])('no more once it is set back to new: %j', (changes) => {
    expect(handled({ status: 'new', ...changes }).handledBy).toBe('nobody');
  });
});
