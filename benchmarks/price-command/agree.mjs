// Compares the amounts of both outputs, line by line, where both have a whole one. Exit code 1 when fewer than 95 % agree: the two
// lists are of different dates, so some may differ.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const lines = (file) => createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]()
const [cases, ours, theirs] = process.argv.slice(2).map(lines)
let [both, agree, oursAlone, theirsAlone] = [0, 0, 0, 0]
const differing = new Map()
for (;;) {
  const [line, own, peer] = await Promise.all([cases.next(), ours.next(), theirs.next()])
  if (line.done) break
  const { provider, model } = JSON.parse(line.value)
  const { status, amount } = JSON.parse(own.value)
  const a = status === 'priced' ? amount : undefined
  const b = JSON.parse(peer.value).amount
  if (a === undefined || b === undefined) {
    oursAlone += a !== undefined
    theirsAlone += b !== undefined
    continue
  }
  both++
  // Doubles on their side: 1e-9 of the amount is far above their rounding and far below any price.
  if (Math.abs(Number(a) - b) <= 1e-9 * Math.max(Number(a), b)) agree++
  else differing.set(`${provider}/${model}`, (differing.get(`${provider}/${model}`) ?? 0) + 1)
}
console.log(`priced by both ${both}, same amount ${agree}, by costspan alone ${oursAlone}, by genai-prices alone ${theirsAlone}`)
for (const [name, count] of [...differing].sort((a, b) => b[1] - a[1]).slice(0, 10)) console.log(`  differ: ${name} ${count} times`)
process.exitCode = both > 0 && agree >= 0.95 * both ? 0 : 1
