import { costReport } from './cost-report.ts';
import { costSources } from './cost-sources.ts';
import { costTable } from './cost-table.ts';
import { costUsage, readCostArguments } from './read-cost-arguments.ts';

const read = readCostArguments(process.argv.slice(2));
if (read.kind === 'invalid') {
  process.stderr.write(`${read.message}\n\n${costUsage}`);
  process.exitCode = 2;
} else if (read.value.help) {
  process.stdout.write(costUsage);
} else {
  const { json, help: _, ...inputs } = read.value;
  const report = costReport(inputs);
  const text = json ? JSON.stringify(report, undefined, 2) : `${costTable(report)}\n\n${costSources(report)}`;
  process.stdout.write(`${text}\n`);
}
