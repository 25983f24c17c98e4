import { describe, expect, it } from '@jest/globals';
import { DirectoryIndex, type PolicyInForce, route } from '@demarc/domain';
import { OURS, day, on } from '../../fixtures/a-history.js';
import { inputs } from '../../../domain/src/fixtures/policy-fixture.js';
import { eventPart, receiptPart } from './document-parts.js';

const policy: PolicyInForce = inputs().policy;
const EVENT = { ...on('alert', OURS), title: 'it says ,"firstActivityAt": and ,"flag": in a text' };
const RECEIPT = route(EVENT, new DirectoryIndex(), { policy, flag: null, now: day(4) })[0]!.receipt;

describe('the part of a document that a replay needs', () => {
  it('is of an event all that stands before its times', () => {
    const part = eventPart(JSON.stringify(EVENT));
    expect(EVENT).toMatchObject(part);
    expect(Object.keys(part)).toEqual(Object.keys(EVENT).slice(0, Object.keys(EVENT).indexOf('firstActivityAt')));
  });

  it('is of a receipt its versions, and all from the flag on', () => {
    const part = receiptPart(JSON.stringify(RECEIPT), RECEIPT.policyVersion);
    expect(RECEIPT).toMatchObject(part);
    expect(Object.keys(part)).toEqual(
      expect.arrayContaining(['flag', 'involved', 'devices', 'otherHalf', 'decidedAt']),
    );
    expect(Object.keys(part)).not.toContain('clause');
  });

  it('is the whole of a document that is in another order', () => {
    const { flag, ...rest } = RECEIPT;
    const { firstActivityAt, ...others } = EVENT;
    expect(receiptPart(JSON.stringify({ flag, ...rest }), 'any')).toEqual(RECEIPT);
    expect(eventPart(JSON.stringify(others))).toEqual(others);
    expect(firstActivityAt).toBe(EVENT.firstActivityAt);
  });
});
