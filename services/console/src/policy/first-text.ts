/** The text with which a draft begins. A version is used once, so that it gets another than those that are `taken`. */

interface Words {
  readonly title: string;
  readonly comment: string;
}

/** A policy that changes a few clauses of another. */
export function changeOf(base: string, taken: readonly string[], { title, comment }: Words): string {
  return `version: ${freeVersion(base, taken)}
title: ${JSON.stringify(title)}
extends: '${base}'
# ${comment}
clauses:
  - id: PRINTERS-ON-MMD
    title: Printing on MMD devices is Microsoft's
    before: CU-9
    when: { kind: [operational], area: [printing], device: [mmd] }
    owner: microsoft
    queue: microsoft/operations
    contactArea: it-help-desk
    inform: { queue: customer/it-help-desk, when: always }
`;
}

/** The text of a policy under another version. */
export function copyOf(document: string, version: string, taken: readonly string[]): string {
  return document.replace(/^version:.*$/m, `version: ${freeVersion(version, taken)}`);
}

function freeVersion(base: string, taken: readonly string[]): string {
  for (let at = 1; ; at += 1) {
    const version = `${base}-draft-${at}`;
    if (!taken.includes(version)) return version;
  }
}
