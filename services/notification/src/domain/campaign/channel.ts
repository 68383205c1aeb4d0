/**
 * How a publication goes out (document 004, E1–E2). 'infoservicio': internal divulgation by e-mail to named persons;
 * 'email': a mailing to a stakeholder group; 'sms': 160 characters to a mobile phone.
 */
export const channels = ['infoservicio', 'email', 'sms'] as const
export type Channel = (typeof channels)[number]
