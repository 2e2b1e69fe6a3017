// versitygw, an S3 server.
import { type FoundBinary, provideGoBinary } from '../go-binary.ts';

export function provideVersitygw(): Promise<FoundBinary> {
  return provideGoBinary({
    name: 'versitygw',
    module: 'github.com/versity/versitygw/cmd/versitygw',
    version: '1.8.0',
  });
}
