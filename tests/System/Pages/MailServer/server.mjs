// A mail server that is not ours, on a free port of this machine: prints "port N", and each message that it took as one line of JSON.
import { SMTPServer } from 'smtp-server';
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    let text = '';
    stream.on('data', part => { text += part; });
    stream.on('end', () => { console.log(JSON.stringify({ to: session.envelope.rcptTo.map(r => r.address), from: session.envelope.mailFrom.address, text })); done(); });
  },
});
server.listen(0, '127.0.0.1', () => console.log('port ' + server.server.address().port));
