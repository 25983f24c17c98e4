import type { QuarantineState } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import list from '../parts/list-page.module.css';

const TONE: Readonly<Partial<Record<QuarantineState, string>>> = {
  redriving: 'under-way',
  redriven: 'good',
  expired: 'bad',
  'not-kept': 'bad',
};

export function StateTag({ state }: { readonly state: QuarantineState }) {
  const { t } = useTranslation('quarantine');
  return (
    <span className={list.tag} data-tone={TONE[state]}>
      {t(`state.${state}`)}
    </span>
  );
}
