import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Spinner } from '@fluentui/react-components';
import type { IncidentDetail } from '@demarc/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callForFile } from '../api/call.js';
import { useWithheld } from '../customer-view/withheld.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { CopyButton } from '../parts/copy-button.js';
import { Moment } from '../parts/moment.js';
import { NotRead } from '../parts/not-read.js';
import { Panel } from '../parts/panel.js';
import css from './raw-events.module.css';

/** The messages the events came in, byte for byte as they were received; JSON with its lines broken. */
export function RawEvents({ events }: { readonly events: IncidentDetail['events'] }) {
  const { t } = useTranslation('incident');
  const withheld = useWithheld();
  const isWithheld = (id: string) => withheld.whole || withheld.events.has(id);
  const [open, setOpen] = useState<readonly unknown[]>([]);
  return (
    <Panel title={t('raw.title')}>
      <Accordion collapsible multiple onToggle={(_, { openItems }) => setOpen(openItems)}>
        {events.map(({ id, event, receivedAt }) => (
          <AccordionItem key={id} value={id} data-withheld={isWithheld(id)}>
            <AccordionHeader size="small">
              <span className={css.head}>
                {event.format} · <Moment at={receivedAt} />
                {isWithheld(id) && <WithheldSign />}
              </span>
            </AccordionHeader>
            <AccordionPanel>{open.includes(id) && <Raw id={id} />}</AccordionPanel>
          </AccordionItem>
        ))}
      </Accordion>
    </Panel>
  );
}

function Raw({ id }: { readonly id: string }) {
  const raw = useQuery({
    queryKey: ['GET /v1/events/:eventId/raw', id],
    queryFn: async () =>
      readable(await (await callForFile('GET /v1/events/:eventId/raw', { params: { eventId: id } })).text()),
    staleTime: Infinity,
  });
  if (raw.isPending) return <Spinner size="tiny" />;
  if (raw.isError) return <NotRead read={raw} />;
  return (
    <div className={css.raw}>
      <CopyButton text={raw.data} />
      {/* A long text scrolls, and what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>{raw.data}</pre>
    </div>
  );
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
