// mongo-java-server as a program of a test. It knows what MongoDB 5 had, and tells drivers of today to go on with that.
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

public class Engine implements MongoVersion {
  public List<Integer> getVersionArray() { return List.of(5, 0, 0); }

  public int getWireVersion() { return 21; }

  public static void main(String[] args) {
    MongoBackend backend = args[1].equals("memory") ? new MemoryBackend() : new H2Backend(args[2] + "/engine.mv");
    MongoServer server = new MongoServer(backend.version(new Engine()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
  }
}
