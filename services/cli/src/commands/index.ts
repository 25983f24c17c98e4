import type { CommandFile } from '../command-file.js';
import { acknowledgeCommand } from './acknowledge.js';
import { areaCommand } from './area.js';
import { assignCommand } from './assign.js';
import { auditCommand } from './audit.js';
import { commentCommand } from './comment.js';
import {
  acceptCommand,
  answerCommand,
  askCommand,
  engageCommand,
  offerCommand,
  refuseCommand,
  settleCommand,
  withdrawCommand,
} from './desk/custody-commands.js';
import {
  agreeSnoozeCommand,
  claimCommand,
  linkCommand,
  mergeCommand,
  reopenCommand,
  severityCommand,
  snoozeCommand,
  splitCommand,
  wakeCommand,
} from './desk/work-commands.js';
import { directoryCommand } from './directory.js';
import { explainCommand } from './explain.js';
import { flagCommand } from './flag.js';
import { loginCommand, logoutCommand, tokenCommand, whoamiCommand } from './login.js';
import { levelsCommand } from './levels.js';
import { keyCommand } from './key.js';
import { mailCommand } from './mail.js';
import { noticesCommand } from './notices.js';
import { policyCommand } from './policy.js';
import { quarantineCommand } from './quarantine.js';
import { queueCommand } from './queue.js';
import { reconcileCommand } from './reconcile.js';
import { reportCommand } from './report.js';
import { resolveCommand } from './resolve.js';
import { scheduleCommand } from './schedule.js';
import { sendCommand } from './send.js';
import { maintenanceCommand, silenceCommand } from './silence.js';
import { showCommand } from './show.js';
import { statusCommand } from './status.js';
import { tailCommand } from './tail.js';
import { templateCommand } from './template.js';
import { tenantCommand } from './tenant.js';
import { viewCommand } from './view.js';

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly CommandFile[] = [
  queueCommand,
  viewCommand,
  showCommand,
  explainCommand,
  acknowledgeCommand,
  claimCommand,
  assignCommand,
  commentCommand,
  resolveCommand,
  reopenCommand,
  severityCommand,
  flagCommand,
  offerCommand,
  acceptCommand,
  refuseCommand,
  withdrawCommand,
  settleCommand,
  engageCommand,
  askCommand,
  answerCommand,
  snoozeCommand,
  agreeSnoozeCommand,
  wakeCommand,
  linkCommand,
  mergeCommand,
  splitCommand,
  tailCommand,
  sendCommand,
  noticesCommand,
  templateCommand,
  silenceCommand,
  maintenanceCommand,
  quarantineCommand,
  tenantCommand,
  keyCommand,
  levelsCommand,
  directoryCommand,
  scheduleCommand,
  areaCommand,
  policyCommand,
  mailCommand,
  reportCommand,
  auditCommand,
  reconcileCommand,
  statusCommand,
  loginCommand,
  logoutCommand,
  whoamiCommand,
  tokenCommand,
];
