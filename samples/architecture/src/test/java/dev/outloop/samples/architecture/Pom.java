package dev.outloop.samples.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a project file says itself, without what it inherits. */
final class Pom {

    private static final String JAR_MANIFEST =
            "/project/build/plugins/plugin[artifactId='maven-jar-plugin']//manifestEntries/";
    private static final String RUNTIME = "/project/dependencies/dependency[not(optional='true')]"
            + "[not(scope) or scope='compile' or scope='runtime']/artifactId";

    private final Document document;

    private Pom(Document document) {
        this.document = document;
    }

    static Pom read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    static Pom read(InputStream in) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new Pom(factory.newDocumentBuilder().parse(in));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    String artifactId() {
        return text("/project/artifactId");
    }

    String packaging() {
        String packaging = text("/project/packaging");
        return packaging.isEmpty() ? "jar" : packaging;
    }

    boolean skipsDeployment() {
        return text("/project/properties/maven.deploy.skip").equals("true");
    }

    List<String> modules() {
        return texts("/project/modules/module");
    }

    /** Artifacts that come along at run time. */
    List<String> runtimeDependencies() {
        return texts(RUNTIME);
    }

    String manifestEntry(String name) {
        return text(JAR_MANIFEST + name);
    }

    private String text(String path) {
        List<String> found = texts(path);
        return found.isEmpty() ? "" : found.get(0);
    }

    private List<String> texts(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                Node node = nodes.item(i);
                texts.add(node.getTextContent().strip());
            }
            return texts;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
