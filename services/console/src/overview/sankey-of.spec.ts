import { describe, expect, it } from '@jest/globals';
import type { FlowView } from '@demarc/contracts';
import { sankeyOf } from './sankey-of.js';

const path = (given: Partial<FlowView['paths'][number]>): FlowView['paths'][number] => ({
  source: 'urn:microsoft:graph:security:contoso',
  device: 'mmd',
  clauseId: 'MS-4',
  queue: 'microsoft/security-operations',
  incidents: 1,
  events: 1,
  ...given,
});

describe('the picture of a flow', () => {
  it('has a node for each name at each stage, and all that comes in goes on', () => {
    const { nodes, links } = sankeyOf(
      [
        path({ incidents: 3 }),
        path({ device: 'non-mmd', clauseId: 'CU-6', queue: 'customer/security', incidents: 2 }),
        path({ source: 'alertmanager', incidents: 1 }),
      ],
      900,
      300,
    );
    expect(nodes.map(({ id, count }) => [id, count]).sort()).toEqual([
      ['clause CU-6', 2],
      ['clause MS-4', 4],
      ['device mmd', 4],
      ['device non-mmd', 2],
      ['queue customer/security', 2],
      ['queue microsoft/security-operations', 4],
      ['source alertmanager', 1],
      ['source urn:microsoft:graph:security:contoso', 5],
    ]);
    for (const node of nodes) {
      expect(node.y + node.height).toBeLessThanOrEqual(300.001);
      const out = links.filter(({ from }) => from === node).reduce((sum, { count }) => sum + count, 0);
      if (node.stage !== 'queue') expect(out).toBe(node.count);
    }
    expect(new Set(nodes.map(({ x }) => x)).size).toBe(4);
  });

  it('puts what is too small for a place of its own together', () => {
    const paths = Array.from({ length: 20 }, (_, n) => path({ source: `source-${n}`, incidents: 40 - n }));
    const sources = sankeyOf(paths, 900, 300).nodes.filter(({ stage }) => stage === 'source');
    expect(sources).toHaveLength(8);
    expect(sources.find(({ name }) => name === null)!.count).toBe(13 * 27);
  });

  it('of nothing is empty', () => {
    expect(sankeyOf([], 900, 300)).toEqual({ nodes: [], links: [] });
  });
});
