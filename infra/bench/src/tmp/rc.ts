import { readFileSync, readdirSync } from 'node:fs'
import { execSync } from 'node:child_process'
import { openCaseLoad } from './case-load.ts'
import { openLoop, quantile } from '../load.ts'
const load = await openCaseLoad()
const procs = () => {
  const out = new Map<string, number>()
  const add = (k: string, v: number) => out.set(k, (out.get(k) ?? 0) + v)
  const pgs = new Set<string>()
  for (const line of execSync('ps -eo pid,ppid,args --no-headers').toString().split('\n')) {
    const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+) (.*)/.exec(line) ?? []
    if (!pid) continue
    let key: string | undefined
    if (load.servers.includes(Number(ppid)) ) key = 'pg ' + (/^postgres: \S+ (\S+) 127/.exec(args)?.[1] ?? args.slice(0, 30))
    else if (/ventanilla\/src\/main.ts up/.test(args)) key = 'node'
    if (!key) continue
    try {
      if (key === 'node') for (const t of readdirSync(`/proc/${pid}/task`)) add('node ' + readFileSync(`/proc/${pid}/task/${t}/comm`, 'utf8').trim(), Number(readFileSync(`/proc/${pid}/task/${t}/schedstat`, 'utf8').split(' ')[0]) / 1000)
      else add(key, Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000)
    } catch {}
  }
  return out
}
for (let w = 0; w < Number(process.env.W ?? 2); w++) {
  const before = procs()
  const { latencies } = await openLoop(load.clients, { seconds: 8, rate: Number(process.env.RATE ?? 200) }, load.fileAndRead)
  await new Promise((r) => setTimeout(r, 500))
  const after = procs()
  const n = latencies.length
  console.log('p50', quantile(latencies, .5).toFixed(0), 'p99', quantile(latencies, .99).toFixed(0), n)
  let sum = 0
  for (const [k, v] of [...after].sort((a, b) => b[1] - (before.get(b[0]) ?? 0) - a[1] + (before.get(a[0]) ?? 0))) { const us = (v - (before.get(k) ?? 0)) / n; sum += us; if (us > 10) console.log('  ', k.padEnd(40), us.toFixed(0)) }
  console.log('  sum', sum.toFixed(0))
}
await load.close(); process.exit()
