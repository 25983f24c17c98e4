import type { ReceiptAnswer, Verification } from '@demarc/contracts';
import type { Clause } from '@demarc/domain';
import { DETAIL, at } from './sample.fixture.js';

const CLAUSE: Clause = {
  ...DETAIL.receipt!.receipt.clause,
  when: { kind: ['security'], device: ['mmd'] },
  queue: 'microsoft/security-operations',
  contactArea: 'security',
  inform: { queue: 'customer/security', when: 'always' },
  severity: { rule: 'table' },
  clocks: true,
  actions: ['isolate', 'runAntiVirusScan'],
  provisional: false,
  yieldsTo: [],
};

export const ANSWER: ReceiptAnswer = {
  ...DETAIL.receipt!,
  stands: true,
  explanation: {
    clause: CLAUSE,
    passed: [
      {
        id: 'CU-1',
        title: 'Changes need an approval by the customer',
        queue: 'customer/other',
        failed: 'kind',
        is: 'security',
        needs: ['change'],
      },
      {
        id: 'MS-AUTH',
        title: 'Microsoft looks after what it has made to run the service, wherever it stands',
        queue: 'microsoft/operations',
        failed: 'area',
        is: 'endpoint',
        needs: ['mmd-service-account', 'device-policy', 'device-group', 'device-health', 'windows-update', 'hardware'],
      },
    ],
    flips: [
      {
        fact: 'device',
        is: 'mmd',
        to: ['non-mmd', 'none'],
        party: 'customer',
        queue: 'customer/security',
        clauseId: 'CU-6',
      },
    ],
  },
  notExplained: null,
  actions: CLAUSE.actions,
  decisions: [
    {
      decisionId: '0199b1c2-5f6e-7d3a-8b1c-000000000040',
      decidedAt: at('10:05:00'),
      queue: 'customer/security',
      clauseId: 'CU-6',
      policyVersion: '2021-08-08',
      because: 'It opened the incident',
    },
    {
      decisionId: '0199b1c2-5f6e-7d3a-8b1c-000000000041',
      decidedAt: at('10:05:01'),
      queue: 'microsoft/security-operations',
      clauseId: 'MS-4',
      policyVersion: '2021-08-08',
      because: 'The directory changed (revision 1)',
    },
  ],
  now: null,
};

export const VERIFICATION: Verification = {
  agrees: true,
  because: null,
  decisionId: ANSWER.decisionId,
  stored: { sha256: 'ab'.repeat(32), bytes: 1_843 },
  recomputed: { sha256: 'ab'.repeat(32), bytes: 1_843 },
  inputs: {
    event: ANSWER.eventId,
    directoryRevision: 1,
    policyVersion: '2021-08-08',
    policyDigest: 'b1946ac9',
    decidedAt: at('10:05:01'),
  },
  differences: [],
};
