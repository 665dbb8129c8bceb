package dev.outloop.samples.firstproof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Runs the proof in a process of its own and prints every address that a socket of it talked with. */
final class SocketWitness {

    private SocketWitness() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        TreeSet<String> peers = new TreeSet<>();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.SocketRead").withThreshold(Duration.ZERO);
            recording.enable("jdk.SocketWrite").withThreshold(Duration.ZERO);
            recording.start();
            Program.Run run = Program.run();
            recording.stop();
            recording.dump(file);
            print("exit " + run.exitCode());
        }
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            peers.add(event.getString("address"));
        }
        peers.forEach(peer -> print("peer " + peer));
        print("known " + lookUp("known.example"));
        print("unknown " + lookUp("unknown.example"));
    }

    private static String lookUp(String name) {
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (UnknownHostException e) {
            return "is unknown";
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
