import { expect, it } from 'vitest'
import { type Sms, type SmsGateway, SmsGatewayUnavailable } from '../src/jobs/ports.ts'

/** A gateway whose other side a test can see and steer. */
export interface Steered {
  gateway: SmsGateway
  /** What the other side has sent on. */
  delivered(): readonly Sms[]
  refuse(to: string, forGood: boolean): void
  down(is: boolean): void
}

const sms = (n: number): Sms => ({ id: `sms-${n}`, to: `300000000${n}`, text: 'Abrimos la convocatoria' })

/** What every gateway must do, refusals included. */
export function smsConformance(open: () => Steered | Promise<Steered>): void {
  it('sends each id once, with number and text as they are', async () => {
    const { gateway, delivered } = await open()
    expect(await gateway.send(sms(1))).toEqual({ took: true })
    expect(await gateway.send(sms(2))).toEqual({ took: true })
    expect(await gateway.send(sms(1))).toEqual({ took: true })
    expect(delivered()).toEqual([sms(1), sms(2)])
    gateway.close()
  })

  it.each([true, false])('says whether a refusal is for good (%s), and takes the others', async (forGood) => {
    const { gateway, delivered, refuse } = await open()
    refuse(sms(1).to, forGood)
    expect(await gateway.send(sms(1))).toMatchObject({ took: false, forGood })
    expect(await gateway.send(sms(2))).toEqual({ took: true })
    expect(delivered()).toEqual([sms(2)])
    gateway.close()
  })

  it('without a word throws, and takes the same message later', async () => {
    const { gateway, delivered, down } = await open()
    down(true)
    await expect(gateway.send(sms(1))).rejects.toThrow(SmsGatewayUnavailable)
    down(false)
    expect(await gateway.send(sms(1))).toEqual({ took: true })
    expect(delivered()).toEqual([sms(1)])
    gateway.close()
  })
}
