import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import type { SilenceView } from '@demarc/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { usePermitted } from '../session/me.js';
import { EndSilence } from './end-silence.js';
import type { PartProps } from './part-props.js';
import { SilenceForm } from './silence-form.js';
import { SilenceList } from './silence-list.js';

const STATES = ['active', 'to-come', 'over'] as const satisfies readonly SilenceView['state'][];

/** What is muted, will be and was, and the way to mute something for a time. */
export default function SilencePart({ tenant, isProvider }: PartProps) {
  const { t } = useTranslation('directory');
  const mayMute = usePermitted('mute-notices', isProvider ? undefined : tenant);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<SilenceView | null>(null);
  // The provider has none of its own: what it mutes is some customer's, or everybody's.
  const read = useQuery(ask('GET /v1/silences', {}, { ended: 'true', ...(!isProvider && { tenant }) }));
  if (read.isPending) return <PagePending />;
  if (!read.data) return <FaultPage error={read.error} />;
  const { items } = read.data;
  const make = mayMute && !making && (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setMaking(true)}>
      {t('silence.make')}
    </Button>
  );
  return (
    <>
      {making && <SilenceForm tenant={isProvider ? null : tenant} onClose={() => setMaking(false)} />}
      {items.length === 0 && !making && (
        <Said title={t('silence.none.title')} body={t('silence.none.body')} action={make} />
      )}
      {items.length > 0 &&
        STATES.map((state, at) => {
          const those = items.filter((silence) => silence.state === state);
          return (
            (those.length > 0 || at === 0) && (
              <Panel key={state} title={t(`silence.state.${state}`)} aside={at === 0 && make}>
                {those.length === 0 ? (
                  <p>{t('silence.nothingNow')}</p>
                ) : (
                  <SilenceList
                    label={t(`silence.state.${state}`)}
                    silences={state === 'over' ? those.toReversed() : those}
                    onEnd={mayMute ? setEnding : null}
                  />
                )}
              </Panel>
            )
          );
        })}
      {ending && <EndSilence silence={ending} onClose={() => setEnding(null)} />}
    </>
  );
}
