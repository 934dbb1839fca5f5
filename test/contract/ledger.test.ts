import { dynamoLedger } from '@gaveldrop/adapters/aws/dynamo-ledger';
import { memoryLedger } from '@gaveldrop/adapters/memory/memory-ledger';
import type { Ledger } from '@gaveldrop/saleroom';
import type { AccountId, Transfer, TransferId, TransferKind } from '@gaveldrop/settlement';
import { cents, type DropId, epochMs, type LotId, lotNumber, type RulesId, sequence } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createKeyedTable, patientDynamo } from './emulated-aws.ts';
import { anId, startMs } from './sample-lots.ts';

const table = createKeyedTable();
const account = (name: string): AccountId => name as AccountId;

const aTransfer = (
  lotId: LotId,
  dropId: DropId,
  number: number,
  kind: TransferKind,
  debit: AccountId,
  credit: AccountId,
): Transfer => ({
  transferId: `${lotId}-${kind}` as TransferId,
  dropId,
  lotId,
  lotNumber: lotNumber(number),
  lotTitle: 'Alpha',
  winningBidSequence: sequence(9),
  rulesId: anId<RulesId>(),
  kind,
  debitAccount: debit,
  creditAccount: credit,
  amountCents: cents(12_345),
  currency: 'EUR',
  postedAtMs: epochMs(startMs),
});

bothVersions<Ledger>(
  'ledger',
  {
    memory: async () => memoryLedger(),
    aws: async () => dynamoLedger(patientDynamo(), await table),
  },
  (make) => {
    test('[M9] a lot is settled once, and the first time counts', async () => {
      const ledger = await make();
      const [lotId, dropId] = [anId<LotId>(), anId<DropId>()];
      const [buyer, seller] = [account(`buyer:${dropId}:1`), account(`seller:${lotId}`)];
      const hammer = aTransfer(lotId, dropId, 1, 'hammer', buyer, seller);
      expect(await ledger.settle(lotId, [hammer])).toBe('settled');
      expect(await ledger.settle(lotId, [{ ...hammer, amountCents: cents(1) }])).toBe('already');
      expect(await ledger.transfersOf(seller)).toEqual([hammer]);
    });

    test('[M9] settled many times at once, it is settled once', async () => {
      const ledger = await make();
      const [lotId, dropId] = [anId<LotId>(), anId<DropId>()];
      const [buyer, seller] = [account(`buyer:${dropId}:1`), account(`seller:${lotId}`)];
      const hammer = aTransfer(lotId, dropId, 1, 'hammer', buyer, seller);
      const results = await Promise.all([1, 2, 3, 4].map(() => ledger.settle(lotId, [hammer])));
      expect(results.toSorted()).toEqual(['already', 'already', 'already', 'settled']);
      expect(await ledger.transfersOf(buyer)).toEqual([hammer]);
    });

    test('[M8] a transfer is found under both its accounts, and no other', async () => {
      const ledger = await make();
      const [lotId, dropId] = [anId<LotId>(), anId<DropId>()];
      const [buyer, seller] = [account(`buyer:${dropId}:1`), account(`seller:${lotId}`)];
      const house = account(`commission:${dropId}`);
      const hammer = aTransfer(lotId, dropId, 1, 'hammer', buyer, seller);
      const commission = aTransfer(lotId, dropId, 1, 'commission', seller, house);
      await ledger.settle(lotId, [hammer, commission]);
      expect(await ledger.transfersOf(buyer)).toEqual([hammer]);
      expect(await ledger.transfersOf(seller)).toEqual([commission, hammer]);
      expect(await ledger.transfersOf(house)).toEqual([commission]);
      expect(await ledger.transfersOf(account(`buyer:${dropId}:2`))).toEqual([]);
    });

    test("[M10] an account's transfers come by drop, lot number and id", async () => {
      const ledger = await make();
      const seller = account(`seller:${anId()}`);
      const [early, late] = ['01J0000000000000000000000A', '01J0000000000000000000000B'] as DropId[];
      if (early === undefined || late === undefined) throw new Error('two drops');
      const lots = [
        [late, 1],
        [early, 10],
        [early, 9],
      ] as const;
      for (const [dropId, number] of lots) {
        const lotId = anId<LotId>();
        const buyer = account(`buyer:${dropId}:${number}`);
        await ledger.settle(lotId, [
          aTransfer(lotId, dropId, number, 'shipping', buyer, seller),
          aTransfer(lotId, dropId, number, 'hammer', buyer, seller),
        ]);
      }
      const found = await ledger.transfersOf(seller);
      expect(found.map(({ dropId, lotNumber, kind }) => [dropId.at(-1), lotNumber, kind])).toEqual([
        ['A', 9, 'hammer'],
        ['A', 9, 'shipping'],
        ['A', 10, 'hammer'],
        ['A', 10, 'shipping'],
        ['B', 1, 'hammer'],
        ['B', 1, 'shipping'],
      ]);
    });

    test('a lot without transfers is settled too', async () => {
      const ledger = await make();
      const lotId = anId<LotId>();
      expect(await ledger.settle(lotId, [])).toBe('settled');
      expect(await ledger.settle(lotId, [])).toBe('already');
    });
  },
);
