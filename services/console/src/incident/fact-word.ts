import type { FactName } from '@demarc/domain';
import { useTranslation } from 'react-i18next';

/** How a value of a fact is called. */
export function useFactWord(): (fact: FactName, value: string) => string {
  const { t } = useTranslation('vocabulary');
  return (fact, value) =>
    fact === 'area' ? t(`area.${value as 'other'}`) : t(`factValue.${fact}.${value}` as 'factValue.kind.security');
}
