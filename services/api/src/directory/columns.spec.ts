import { expect, test } from '@jest/globals';
import * as contracts from '@demarc/contracts';
import * as store from '@demarc/store';

test('the columns that the contract names are the columns that the importer reads', () => {
  expect(store.DEVICE_COLUMNS).toEqual(contracts.DEVICE_COLUMNS);
  expect(store.CONTACT_COLUMNS).toEqual(contracts.CONTACT_COLUMNS);
});
