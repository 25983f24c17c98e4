import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { Said } from '../parts/said.js';
import type { PartProps } from './part-props.js';
import { Schedule } from './schedule.js';

/** Who is on call, area by area, in the coming weeks. */
export default function SchedulePart({ tenant }: PartProps) {
  const { t } = useTranslation('directory');
  const read = useQuery(ask('GET /v1/tenants/:tenant/schedules', { tenant }));
  if (read.isPending) return <PagePending />;
  if (!read.data) return <FaultPage error={read.error} />;
  if (read.data.items.length === 0) return <Said title={t('schedule.none.title')} body={t('schedule.none.body')} />;
  return (
    <>
      {read.data.items.map((schedule) => (
        <Schedule key={schedule.area} schedule={schedule} />
      ))}
    </>
  );
}
