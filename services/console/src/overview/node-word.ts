import type { QUEUES } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { sourceWord } from '../parts/source-word.js';
import type { Stage } from './sankey-of.js';

/** Each customer's alerts come from a source of its own. */
const TENANT_OF_GRAPH = /^urn:microsoft:graph:security:(.+)$/;

/** What a node of the picture is called. */
export function useNodeWord(): (stage: Stage, name: string) => string {
  const { t } = useTranslation(['vocabulary', 'overview']);
  return (stage, name) => {
    if (stage === 'source') return [sourceWord(name), TENANT_OF_GRAPH.exec(name)?.[1]].filter(Boolean).join(' · ');
    if (stage === 'device') return t(`overview:flow.device.${name as 'mmd'}`);
    return stage === 'queue' ? t(`vocabulary:queue.${name as (typeof QUEUES)[number]}`) : name;
  };
}
