import { memorySms } from '../src/adapters/memory-sms.ts'
import { smsConformance } from './sms-conformance.ts'

smsConformance(() => {
  const refused = new Map<string, boolean>()
  let down = false
  const gateway = memorySms(({ to }) => {
    const forGood = refused.get(to)
    if (down) return 'down'
    return forGood === undefined ? { took: true } : { took: false, forGood }
  })
  return {
    gateway,
    delivered: () => gateway.sent,
    refuse: (to, forGood) => void refused.set(to, forGood),
    down: (is) => {
      down = is
    },
  }
})
