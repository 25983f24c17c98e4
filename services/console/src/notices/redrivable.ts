import type { DeliveryListItemView } from '@demarc/contracts';

/** Whether it was given up and is one's own: of the other party's nobody is named. */
export const isRedrivable = ({ state, contactName }: Pick<DeliveryListItemView, 'state' | 'contactName'>): boolean =>
  state === 'failed' && contactName !== null;
