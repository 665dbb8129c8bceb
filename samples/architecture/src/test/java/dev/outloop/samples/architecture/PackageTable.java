package dev.outloop.samples.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which package may import which, as rows. What a row does not name is forbidden, and so is a package without a row. */
final class PackageTable extends ArchCondition<JavaClass> {

    private final Map<String, Set<String>> rows = new LinkedHashMap<>();
    private final Predicate<JavaClass> ruled;

    /** A table over the imports of the ruled classes only. */
    PackageTable(String description, Predicate<JavaClass> ruled) {
        super(description);
        this.ruled = ruled;
    }

    PackageTable row(String packageName, String... imports) {
        rows.put(packageName, Set.of(imports));
        return this;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String from = Imported.packageOf(type);
        Set<String> allowed = rows.get(from);
        if (allowed == null) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " is in a package without a row"));
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            String to = Imported.packageOf(target);
            if (ruled.test(target) && !to.equals(from) && !allowed.contains(to)) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }
}
