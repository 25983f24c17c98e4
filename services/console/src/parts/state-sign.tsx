import type { IncidentState } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import css from './signs.module.css';

export function StateSign({ state }: { readonly state: IncidentState }) {
  const { t } = useTranslation('vocabulary');
  return (
    <span className={css.state} data-state={state}>
      {t(`state.${state}`)}
    </span>
  );
}
