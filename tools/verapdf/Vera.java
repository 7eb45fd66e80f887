import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks PDF files against a standard with the veraPDF engine: {@code java Vera.java ua1|2a|… FILE…}. */
public class Vera {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
    boolean good = true;
    for (int i = 1; i < arguments.length; i++) {
      good &= check(flavour, arguments[i]);
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean check(PDFAFlavour flavour, String path) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour)) {
      ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
      int failed = result.getFailedChecks().values().stream().mapToInt(Integer::intValue).sum();
      System.out.printf(
          "%s: %s compliant=%s failedChecks=%d of %d%n",
          path, flavour, result.isCompliant(), failed, result.getTotalAssertions());
      faults(result).forEach((rule, fault) -> System.out.printf("  %s: %s%n", rule, fault));
      return result.isCompliant();
    }
  }

  /** One fault for each rule that is broken: the first place is enough to begin with. */
  private static Map<String, String> faults(ValidationResult result) {
    Map<String, String> faults = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        faults.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
      }
    }
    return faults;
  }
}
