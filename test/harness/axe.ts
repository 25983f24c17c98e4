import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What of a page breaks WCAG 2.2 AA or axe's own good practice, one line for each place; nothing when all is well. */
export async function brokenRules(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger's protocol, which the Content-Security-Policy of the page does not hold for.
  await page.evaluate(AXE);
  const violations = await page.evaluate<readonly Violation[], string[]>(
    async (rules) =>
      (
        await (
          globalThis as unknown as {
            axe: { run(node: Document, options: object): Promise<{ violations: Violation[] }> };
          }
        ).axe.run(document, { runOnly: rules })
      ).violations,
    RULES,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) =>
        `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary.replaceAll('\n', ' ')}`,
    ),
  );
}
