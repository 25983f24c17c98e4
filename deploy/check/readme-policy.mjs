/**
 * Who owns what, in the README, worked out from the policy that is the default of every tenant. Needs a build.
 *
 *   node deploy/check/readme-policy.mjs           fails when the README says anything else
 *   node deploy/check/readme-policy.mjs --write   brings the README up to date
 */
import { built, keepSection } from './readme-section.mjs';

const { matrixMarkdown, shippedPolicy } = await built('libs', 'contracts', 'dist', 'index.js');
keepSection('policy', matrixMarkdown(await shippedPolicy()));
