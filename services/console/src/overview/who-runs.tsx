import type { ServiceStanding } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { Ago } from '../parts/moment.js';
import css from './standing-panel.module.css';

export const SERVICES: readonly ServiceStanding['name'][] = ['api', 'router', 'notifier'];

interface WhoRunsProps {
  readonly name: ServiceStanding['name'];
  /** All that answered. */
  readonly services: readonly ServiceStanding[];
}

/** How many processes of a service run, or what it means that none does. */
export function WhoRuns({ name, services }: WhoRunsProps) {
  const { t } = useTranslation('overview');
  // The api that was asked runs: when not even it is there, nobody could be asked.
  if (services.length === 0) return t('standing.notAsked');
  const those = services.filter((service) => service.name === name);
  const last = those.at(-1);
  if (last === undefined) return <strong className={css.absent}>{t(`standing.absent.${name}`)}</strong>;
  const unready = those.filter(({ ready }) => !ready).length;
  if (unready > 0)
    return <strong className={css.absent}>{t('standing.notReady', { count: unready, all: those.length })}</strong>;
  const version = [...new Set(those.map((service) => service.version))].join(', ');
  return (
    <>
      {t('standing.running', { count: those.length, version })} <Ago at={last.startedAt} />
    </>
  );
}
