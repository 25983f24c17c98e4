import type { UntoldReason } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import list from '../parts/list-page.module.css';
import type { DeliveryStatus } from './notices-search.js';

const TONE: Readonly<Partial<Record<UntoldReason | DeliveryStatus, string>>> = {
  late: 'bad',
  failed: 'bad',
  unreachable: 'bad',
  retrying: 'doubtful',
  sent: 'good',
  digested: 'good',
  'on-the-way': 'under-way',
  pending: 'under-way',
};

export function ReasonTag({ reason }: { readonly reason: UntoldReason }) {
  const { t } = useTranslation('notices');
  return (
    <span className={list.tag} data-tone={TONE[reason]}>
      {t(`reason.${reason}`)}
    </span>
  );
}

export function StatusTag({ status }: { readonly status: DeliveryStatus }) {
  const { t } = useTranslation('notices');
  return (
    <span className={list.tag} data-tone={TONE[status]}>
      {t(`state.${status}`)}
    </span>
  );
}
