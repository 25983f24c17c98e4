import { ContactEntity } from './contact.entity.js';
import { DeliveryAttemptEntity } from './delivery-attempt.entity.js';
import { DeliveryEntity } from './delivery.entity.js';
import { NoticeEntity } from './notice.entity.js';
import { QuarantineEntity } from './quarantine.entity.js';
import { TenantEntity } from './tenant.entity.js';

export { ContactEntity, DeliveryAttemptEntity, DeliveryEntity, NoticeEntity, QuarantineEntity, TenantEntity };

export const ENTITIES = [
  ContactEntity,
  DeliveryAttemptEntity,
  DeliveryEntity,
  NoticeEntity,
  QuarantineEntity,
  TenantEntity,
];
